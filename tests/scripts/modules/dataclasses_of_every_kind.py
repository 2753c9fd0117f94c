from dataclasses import *
from typing import List, ClassVar
@dataclass
class P:
    x:int
    y:int=0
    l:List[int]=field(default_factory=list)
    c:ClassVar[int]=5
p=P(1); print(p, p==P(1), p!=P(2), P(1,2,[3]), fields(p)[0].name, asdict(p), astuple(p), replace(p,x=9), is_dataclass(P), P.__match_args__)
for g in (lambda: P(), lambda: P(1,2,3,4), lambda: p<p, lambda: hash(p)):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
@dataclass(order=True, frozen=True)
class F:
    a:int
    b:str="x"
    def __post_init__(self): assert self.a>=0
f=F(1); print(f<F(2), sorted([F(3),F(1)]), hash(f)==hash(F(1)), {f:1}[F(1)])
try: f.a=3
except FrozenInstanceError as e: print(type(e).__name__, e)
try: del f.a
except FrozenInstanceError as e: print(e)
@dataclass
class C(P):
    z:int=7
    _:KW_ONLY
    k:int=1
print(C(1,2,k=5), C.__match_args__)
try: C(1,2,[],3,4)
except TypeError as e: print(e)
@dataclass
class I:
    a:int
    v:InitVar[int]=3
    t:int=field(init=False, repr=False)
    def __post_init__(self, v): self.t=self.a*v
print(I(2).t, I(2,v=5).t, I(1))
try:
    @dataclass
    class B: x:list=[]
except ValueError as e: print(e)
try:
    @dataclass
    class B2:
        x:int=1
        y:int
except TypeError as e: print(e)
@dataclass(slots=True)
class S: a:int; b:int=2
s=S(1); print(s, S.__slots__)
try: s.q=1
except AttributeError as e: print(e)
M=make_dataclass("M",[("a",int),("b",int,field(default=3))]); print(M(1))
@dataclass
class Node:
    v:int
    kids:list=field(default_factory=list)
n=Node(1,[Node(2)]); print(n, asdict(n)); n.kids.append(n); print(n)
