import io
for nl in (None,"","\n","\r","\r\n"):
    f=io.StringIO("a\nb\rc\r\nd",newline=nl)
    print(repr(nl),[l for l in f], repr(f.getvalue()))
    f.seek(0); print([f.readline(2) for _ in range(6)])
