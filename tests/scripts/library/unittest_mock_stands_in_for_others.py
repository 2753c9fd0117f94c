from unittest import mock

server = mock.Mock()
server.ask.return_value = 42
print(server.ask("life", times=2), server.ask.call_count, server.ask.call_args)
server.ask.assert_called_once_with("life", times=2)
try:
    server.ask.assert_called_with("death")
except AssertionError as error:
    print(str(error).replace("  Actual", "Actual"))  # micro versions of the library differ in the spaces

with mock.patch("time.sleep") as sleep:
    import time

    time.sleep(1000)
    sleep.assert_called_once_with(1000)

failing = mock.Mock(side_effect=[1, ValueError("two")])
print(failing())
try:
    failing()
except ValueError as error:
    print("ValueError", error)

magic = mock.MagicMock()
magic.__len__.return_value = 3
print(len(magic), magic["x"] is magic["y"])
with mock.patch.dict("os.environ", {"MINIPY_TEST": "1"}):
    import os

    print(os.environ["MINIPY_TEST"])
print("MINIPY_TEST" in os.environ)
