import html
import html.entities
from html.parser import HTMLParser

print(html.escape('<a href="x">&\'</a>'), html.escape('"', quote=False))
print(html.unescape("&lt;p&gt; &amp; &eacute; &#8364; &#x20ac; &notanentity; &copy &#0;"))
print(html.entities.name2codepoint["euro"], html.entities.codepoint2name[169])


class Links(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs)

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))

    def handle_comment(self, data):
        print("comment", data)


Links().feed("<!-- hi --><p class=x>See <a href='y&amp;z'>this</a>&nbsp;<br/></p>")
