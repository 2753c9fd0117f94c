d = {}
d["missing"]        # expect error: KeyError: 'missing'
