/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Any bytes as a script of events for sip-core: what a hostile server, a clumsy owner and the clock
   may do in any order. For the fuzz target and for the hostile tests. */
#pragma once

#include "test-sip-peer.h"

/* Each step is an opcode byte (modulo TEST_SIP_N_STEPS) and an argument byte */
typedef enum
{
  TEST_SIP_STEP_RAW,     /* so many bytes of the script are received as they are */
  TEST_SIP_STEP_RESPOND, /* answer the newest request of the core: argument picks the status */
  TEST_SIP_STEP_REQUEST, /* a request of the far end: argument picks method and dialog */
  TEST_SIP_STEP_ADVANCE, /* 2^(argument / 16) * 100 ms pass */
  TEST_SIP_STEP_OWNER,   /* the owner does something with a call */
  TEST_SIP_STEP_ACCOUNT, /* the owner does something with the account */
  TEST_SIP_STEP_FLOW,    /* the connection goes or comes */
  TEST_SIP_N_STEPS
} TestSipStep;

/* Runs @script on a core of its own. Aborts if the core sends what it would itself refuse */
void test_sip_script_run (Slice script);
