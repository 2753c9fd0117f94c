def f(a, b):
    raise ValueError(
        "spread over lines"
    )


f(
    1,
    2,
)
