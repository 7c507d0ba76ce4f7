import pytest
from urllib.parse import urlsplit
from bench.longest import Walk
from bench.browser import Answer
from tests.factories import partners, referrals
pytestmark = pytest.mark.django_db
class B:
    def __init__(self, c): self.c=c; self.n=0; self.bad=[]
    def _a(self, r):
        self.n+=1
        loc=r.headers.get("Location","")
        return Answer(r.status_code, loc, r.content)
    def get(self, path, expect=None):
        return self._a(self.c.get(path))
    def post(self, path, form, expect=302):
        r=self.c.post(path, form)
        if r.status_code!=302:
            import re,html
            t=html.unescape(r.content.decode())
            print(path, r.status_code, re.findall(r'error-message">(.*?)</p>', t, re.S)); print({k:v for k,v in form.items()})
            self.bad.append(path); raise AssertionError(path)
        return self._a(r)
def test_walk():
    house=referrals.house()
    b=B(partners.client_for(house.officer))
    w=Walk(b, house.at.date())
    try:
        for s in w.steps(): s()
    except ValueError:
        from lxml import html
        t=html.document_fromstring(w._answer.text)
        print([x.text_content().strip() for x in t.xpath("//main//ul//li")][:20])
    print(b.n, len(w.asked), sorted(w.sizes.items(), key=lambda x:-x[1])[:6])
