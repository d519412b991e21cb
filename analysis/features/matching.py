"""Interim: codebook terms by regex."""
import re
from collections.abc import Mapping, Sequence
import pandas as pd
from analysis.codebook import Item

def _pattern(term):
    words = re.split(r"[\s-]+", term.lower().replace("defense","defence"))
    return re.compile(r"\b" + r"[\s\-–]+".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r"\b")

def matches(texts: Sequence[str], items: Sequence[Item]) -> pd.DataFrame:
    rows=[]
    for i,t in enumerate(texts):
        f=t.lower().replace("defense","defence").replace("’","'")
        for item in items:
            out=[m.span() for x in item.exclude for m in _pattern(x).finditer(f)]
            hits=[(m.start(),m.end(),x) for x in item.terms for m in _pattern(x).finditer(f)]
            hits=[h for h in hits if not any(a<=h[0] and h[1]<=b for a,b in out)]
            hits.sort(key=lambda h:(h[0]-h[1],h[0])); kept=[]
            for h in hits:
                if all(h[1]<=k[0] or h[0]>=k[1] for k in kept): kept.append(h)
            rows+= [(i,item.id,x,a,b) for a,b,x in sorted(kept)]
    return pd.DataFrame(rows,columns=["text","item","term","start","end"])
