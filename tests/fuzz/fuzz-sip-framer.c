/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Framer: the same messages come out however the stream is cut. The first byte chooses the cut. */
#include "fuzz-target.h"

#include "sip-builder.h"
#include "sip-framer.h"

static void
drop (GBytes *bytes)
{
  if (bytes != NULL)
    g_bytes_unref (bytes);
}

/* Without pings and pongs, which depend on the cut by nature */
static void
draw (SipFramer *framer, GString *out)
{
  SipFrameProblem problem;
  GBytes *message;
  SipFrame frame;

  while ((frame = sip_framer_next (framer, &message, &problem)) != SIP_FRAME_NONE)
    if (frame == SIP_FRAME_MESSAGE)
      {
        SipParseError error;

        sip_message_unref (sip_message_parse (message, SIP_PARSE_STREAM, &error));
        g_string_append_printf (out, "m%u ", g_bytes_hash (message));
        g_bytes_unref (message);
      }
    else if (frame == SIP_FRAME_BROKEN)
      {
        g_string_append_printf (out, "b%u%d ", problem.response, problem.close);
        if (problem.response != 0)
          drop (sip_refusal_build (slice_from_bytes (problem.header), problem.response, "t"));
        sip_frame_problem_clear (&problem);
      }
}

static char *
feed (Slice input, gsize step)
{
  g_autoptr (SipFramer) framer = sip_framer_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  while (input.n > 0)
    {
      gsize n = MIN (step, input.n);

      sip_framer_push (framer, (Slice){ input.p, n });
      draw (framer, out);
      input = slice_from (input, n);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;
  Slice input;

  if (size == 0)
    return 0;
  input = (Slice){ (const char *) data + 1, size - 1 };
  whole = feed (input, MAX (1, input.n));
  pieces = feed (input, 1 + data[0] % 64);
  g_assert_cmpstr (whole, ==, pieces);
  return 0;
}
