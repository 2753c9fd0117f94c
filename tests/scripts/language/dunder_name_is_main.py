if __name__ == "__main__":
    print("main", __name__)  # expect: main __main__
print(__doc__)  # expect: None
