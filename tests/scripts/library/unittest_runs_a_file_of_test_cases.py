import io
import threading
import unittest


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, n):
        if n < 0:
            raise ValueError("negative")
        with self.lock:
            self.value += n


class CounterTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up", cls.__name__)

    @classmethod
    def tearDownClass(cls):
        print("tear down", cls.__name__)

    def setUp(self):
        self.counter = Counter()

    def test_adds(self):
        self.counter.add(3)
        self.assertEqual(self.counter.value, 3)

    def test_refuses(self):
        with self.assertRaises(ValueError) as caught:
            self.counter.add(-1)
        self.assertIn("neg", str(caught.exception))
        self.assertRaisesRegex(ValueError, "^neg", self.counter.add, -2)

    def test_threads(self):
        threads = [threading.Thread(target=self.counter.add, args=(i,)) for i in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.counter.value, 45)

    def test_parts(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertLess(i, 3)

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail()

    @unittest.expectedFailure
    def test_known(self):
        self.assertTrue(False)

    def test_wrong(self):
        self.assertEqual([1, 2, 3], [1, 2, 4])

    def test_broken(self):
        self.cleaned = []
        self.addCleanup(print, "cleaned")
        {}["missing"]


class Almost(unittest.TestCase):
    def test_almost(self):
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertIsInstance(1, int)
        self.assertDictEqual({"a": 1}, {"a": 1})
        self.assertMultiLineEqual("a\n", "a\n")


stream = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("__main__"))
result = unittest.TextTestRunner(stream=stream, verbosity=2).run(suite)
print(result)
for line in stream.getvalue().splitlines():
    if not line.startswith(("Ran ", "  File ")):
        print(line)
