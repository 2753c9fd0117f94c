import gc


async def greet():
    print("never printed")


async def main():
    pass


greet()
gc.collect()
kept = main()
print("end")
