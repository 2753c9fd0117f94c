#pragma once

/// Clang's thread safety analysis, empty under other compilers.
#if defined(__clang__)
#define MINIPY_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define MINIPY_THREAD_ATTRIBUTE(x)
#endif

#define CAPABILITY(name) MINIPY_THREAD_ATTRIBUTE(capability(name))
#define SCOPED_CAPABILITY MINIPY_THREAD_ATTRIBUTE(scoped_lockable)
#define GUARDED_BY(lock) MINIPY_THREAD_ATTRIBUTE(guarded_by(lock))
#define REQUIRES(...) MINIPY_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) MINIPY_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define TRY_ACQUIRE(...) MINIPY_THREAD_ATTRIBUTE(try_acquire_capability(__VA_ARGS__))
#define RELEASE(...) MINIPY_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define EXCLUDES(...) MINIPY_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define NO_THREAD_SAFETY_ANALYSIS MINIPY_THREAD_ATTRIBUTE(no_thread_safety_analysis)
