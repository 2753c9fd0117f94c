from urllib.parse import *

url = urlparse("https://user:pw@example.org:8080/a/b;p?q=1&q=2&r=%20x#frag")
print(url, url.hostname, url.port, url.username, url.geturl())
print(parse_qs(url.query), parse_qsl("a=1&b=&c", keep_blank_values=True))
print(urlencode({"name": "Ann Lee", "n": 3, "list": [1, 2]}, doseq=True), quote("a b/c?ü"), quote_plus("a b&c"))
print(unquote("a%20b%C3%BC"), unquote_plus("a+b"), urljoin("http://x.org/a/b", "../c"), urlsplit("//h/p").netloc)
print(urlunparse(("http", "x", "/p", "", "q=1", "")), urldefrag("http://x/#f"), quote(b"\xff"))
try:
    urlparse("http://x:port/").port
except ValueError as error:
    print(error)
