/* Makes the system calls behind a map file fail on demand: preloaded into a Python process, armed through ctypes.

   Only files with ".sysmap" in their path are hit, so that Python itself goes on working. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE, SYNC, TRUNCATE, OPEN, MAP };

static struct {
    int armed, operation, countdown, error, lasting, torn, fired;
} fault;

/* The nth call of an operation from now on fails with an error number; all later ones too where lasting. A torn write
   leaves the first half of the bytes before the failure. */
void fault_arm(int operation, int nth, int error, int lasting, int torn)
{
    fault.operation = operation;
    fault.countdown = nth;
    fault.error = error;
    fault.lasting = lasting;
    fault.torn = torn;
    fault.fired = 0;
    fault.armed = 1;
}

/* Gives how many calls failed. */
int fault_disarm(void)
{
    fault.armed = 0;
    return fault.fired;
}

static int fails(int operation, const char *path)
{
    if (!fault.armed || fault.operation != operation || !strstr(path, ".sysmap")) return 0;
    if (fault.countdown > 1) {
        fault.countdown--;
        return 0;
    }
    if (fault.countdown == 1 || fault.lasting) {
        fault.countdown = 0;
        fault.fired++;
        errno = fault.error;
        return 1;
    }
    return 0;
}

static int fails_on(int operation, int descriptor)
{
    char link[64], path[4096];
    if (!fault.armed || fault.operation != operation) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(operation, path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

#define WRITE_AT(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t size, offset_type offset) \
    { \
        REAL(ssize_t, name, int, const void *, size_t, offset_type); \
        if (!fails_on(WRITE, fd)) return real(fd, data, size, offset); \
        if (fault.torn) real(fd, data, size / 2, offset); \
        errno = fault.error; \
        return -1; \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size)
{
    REAL(ssize_t, write, int, const void *, size_t);
    return fails_on(WRITE, fd) ? -1 : real(fd, data, size);
}

#define ON_DESCRIPTOR(name, operation) \
    int name(int fd) \
    { \
        REAL(int, name, int); \
        return fails_on(operation, fd) ? -1 : real(fd); \
    }
ON_DESCRIPTOR(fsync, SYNC)
ON_DESCRIPTOR(fdatasync, SYNC)

#define TRUNCATING(name, size_type) \
    int name(int fd, size_type size) \
    { \
        REAL(int, name, int, size_type); \
        return fails_on(TRUNCATE, fd) ? -1 : real(fd, size); \
    }
TRUNCATING(ftruncate, off_t)
TRUNCATING(ftruncate64, off64_t)

#define OPENING(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        REAL(int, name, const char *, int, ...); \
        return fails(OPEN, path) ? -1 : real(path, flags, mode); \
    }
OPENING(open)
OPENING(open64)

#define MAPPING(name, offset_type) \
    void *name(void *start, size_t size, int access, int flags, int fd, offset_type offset) \
    { \
        REAL(void *, name, void *, size_t, int, int, int, offset_type); \
        return fd >= 0 && fails_on(MAP, fd) ? MAP_FAILED : real(start, size, access, flags, fd, offset); \
    }
MAPPING(mmap, off_t)
MAPPING(mmap64, off64_t)
