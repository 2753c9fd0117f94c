# stdin: look
# stdin: take lamp
# stdin: go north
# stdin: dance
# stdin: go down
# stdin: inventory
# stdin: drop sword
# stdin: drop lamp
# stdin: quit
"""A text adventure, the thing one writes in week three of a course."""


class Room:
    def __init__(self, name, description, *items):
        self.name = name
        self.description = description
        self.items = set(items)
        self.exits = {}

    def connect(self, direction, other):
        opposite = {"north": "south", "south": "north", "up": "down", "down": "up"}
        self.exits[direction] = other
        other.exits[opposite[direction]] = self

    def __str__(self):
        text = f"== {self.name.upper()} ==\n{self.description}"
        if self.items:
            text += "\nYou see: " + ", ".join(sorted(self.items))
        return text + "\nExits: " + ", ".join(self.exits)


class Game:
    def __init__(self):
        hall = Room("hall", "A draughty hall.", "lamp", "rope")
        tower = Room("tower", "You can see for miles.", "map")
        hall.connect("north", tower)
        self.room = hall
        self.bag = []
        self.running = True
        self.moves = 0

    def do_look(self):
        """look: describe the room"""
        print(self.room)

    def do_go(self, direction="nowhere"):
        """go DIRECTION: walk"""
        self.room = self.room.exits[direction]
        self.do_look()

    def do_take(self, item):
        """take ITEM: pick something up"""
        self.room.items.remove(item)
        self.bag.append(item)
        print("Taken.")

    def do_drop(self, item):
        """drop ITEM: put something down"""
        self.bag.remove(item)
        self.room.items.add(item)
        print("Dropped.")

    def do_inventory(self):
        """inventory: what you carry"""
        print("You carry:", *(self.bag or ["nothing"]))

    def do_quit(self):
        """quit: end the game"""
        self.running = False
        print(f"Bye after {self.moves} moves.")

    def help(self):
        for name in dir(self):
            if name.startswith("do_"):
                print("  ", getattr(self, name).__doc__)

    def execute(self, line):
        verb, *args = line.split()
        self.moves += 1
        command = getattr(self, "do_" + verb, None)
        if command is None:
            print(f"I don't know how to {verb}.")
            self.help()
            return
        try:
            command(*args)
        except KeyError as e:
            print(f"You can't: {e}")
        except ValueError as e:
            print("You can't:", e)
        except TypeError as e:
            print("What?", e)

    def play(self):
        print(self.room)
        while self.running:
            self.execute(input("> "))


if __name__ == "__main__":
    Game().play()
    try:
        input()
    except EOFError as e:
        print(type(e).__name__, e)
