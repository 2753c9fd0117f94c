größe = {"ä": 1}
print("ünïcödé", größe["ö"])
