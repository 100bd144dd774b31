/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An event script for sip-core: see test-sip-script.h. */
#include "test-sip-script.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n)
{
  test_sip_script_run ((Slice){ (const char *) bytes, n });
  return 0;
}
