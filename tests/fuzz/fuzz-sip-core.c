/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An event script for sip-core: see test-sip-script.h. */
#include "fuzz-target.h"
#include "test-sip-script.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  test_sip_script_run ((Slice){ (const char *) data, size });
  return 0;
}
