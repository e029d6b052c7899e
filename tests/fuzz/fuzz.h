/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* One target: any bytes must be taken or refused with an error, without a crash, a leak or an error unset. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
