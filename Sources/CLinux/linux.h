// Calls of Linux that Swift's module of the C library does not show.
#ifndef SQLGUARD_CLINUX_H
#define SQLGUARD_CLINUX_H

#include <errno.h>
#include <linux/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux: include/uapi/linux/fcntl.h
#define SQLGUARD_AT_EMPTY_PATH 0x1000

// The size of an open file and in how many folders it is: statx(2), asked for nothing else. Whoever asks for the times of a file
// makes the next write change them, and the inode, however short after the one before (Linux 6.13, multigrain timestamps).
// Returns 0, or the negative of errno.
static inline int sqlguard_file_place(int descriptor, unsigned long long *size, unsigned int *links) {
    struct statx status;
    unsigned int asked = STATX_SIZE | STATX_NLINK;
    if (syscall(SYS_statx, descriptor, "", SQLGUARD_AT_EMPTY_PATH, asked, &status) != 0) return -errno;
    if ((status.stx_mask & asked) != asked) return -ENODATA;
    *size = status.stx_size;
    *links = status.stx_nlink;
    return 0;
}

#endif
