"""Which of CPython's own tests _cpython_tests.py leaves aside, and why."""

# What is left aside besides the tests that say themselves that they are about CPython alone: tests whose id matches
# the pattern, and why.
ASIDE = [
    (r"(?i)refleak|_refcount|getrefcount|no_refcycle_through_target|FinalizationTest\.test_refcycle",
     "counts references"),
    (r"test_tstate_lock", "looks at how CPython's Thread is made inside"),
    (r"(?i)_ast\b|\.TestCase\.test_ast", "looks at syntax trees"),
    (r"(?i)sizeof|getsizeof|test_raiseMemError", "measures objects of CPython"),
    (r"(?i)\.test_gc|_gc_|garbage|free_after|cleanup_exc_state|Cleanup|container_iterator|cycle_through_dict|delete_hook|"
     r"test_class\.ClassTests\.testDel$|subtype_resurrection|remove_subclass|ExceptionCleanupState|recursion_error_cleanup|"
     r"oob_indexing_dictiter|test_slots$|test_descr\..*\.test_weakrefs|doesnt_retain_old_exc2|test_3114|test_unraisable|test_frame_resurrect",
     "expects an object to go the moment nobody refers to it"),
    (r"illegal_patma_flags", "is about the flags by which CPython's C code knows abstract classes"),
    (r"(?i)fork", "forks the process"),
    (r"(?i)subinterp|subinterpreter", "makes interpreters through CPython's C API"),
    (r"test_missing_lineno_shows_as_none", "writes the line table of CPython's bytecode"),
    (r"(?i)testcapi|_capi|pythonapi", "calls CPython's C API"),
]
