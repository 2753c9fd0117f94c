try:
    raise OSError(2, "No such file or directory", "nowhere.txt")
except OSError as e:
    print(e, e.errno, e.filename, type(e).__name__)
open("nowhere.txt")
