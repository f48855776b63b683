// SPDX-License-Identifier: Apache-2.0
/**
 * The loop that is on time: epoll for packets, a timerfd with the absolute deadline of the next timer, an eventfd that wakes
 * it. A timerfd, because the kernel's slack for ordinary sleepers (50 microseconds) does not apply to it, and because it costs
 * nothing while the next deadline stays the same.
 *
 * <p>Thread rule: everything here belongs to the loop's thread, except where a method says otherwise.
 */
package io.mainstay.linux.internal.loop;
