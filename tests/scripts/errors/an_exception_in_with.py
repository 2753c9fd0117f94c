class M:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        print("exit")


with M() as m:
    m.nothing()
