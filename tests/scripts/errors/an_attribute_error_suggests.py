class C:
    balance = 1


C().balence
