"""The name under which some of the library asks for collections.abc: there is one set of classes."""

import collections.abc
import sys

sys.modules[__name__] = collections.abc
