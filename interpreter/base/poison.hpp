#pragma once

// What AddressSanitizer is told of memory that it does not manage itself: MINIPY_POISON forbids every access
// to `size` bytes at `address`, MINIPY_UNPOISON allows it again. What is unmapped must be allowed before: the
// sanitizer's marks outlive the mapping, and would forbid what the system maps there next. Nothing in other
// builds.

#if defined(__SANITIZE_ADDRESS__)
#define MINIPY_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MINIPY_ASAN 1
#endif
#endif

#if defined(MINIPY_ASAN)
#include <sanitizer/asan_interface.h>
#define MINIPY_POISON(address, size) ASAN_POISON_MEMORY_REGION(address, size)
#define MINIPY_UNPOISON(address, size) ASAN_UNPOISON_MEMORY_REGION(address, size)
#else
#define MINIPY_POISON(address, size) ((void)0)
#define MINIPY_UNPOISON(address, size) ((void)0)
#endif
