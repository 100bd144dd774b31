/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio of one call: sockets, SRTP, RTP, codec, sound. Encrypted, or not at all. */
#pragma once

#include <gio/gio.h>

#include "media-error.h"
#include "media-init.h"
#include "media-srtp.h"

/**
 * MediaSource:
 * @MEDIA_SOURCE_SILENCE: digital silence, as packets like any other sound
 * @MEDIA_SOURCE_FILE: a WAV file in real time, then silence
 * @MEDIA_SOURCE_DEVICE: a microphone; silence and the warning "no-microphone" where none works
 * @MEDIA_SOURCE_TONE: a sine of `tone_hz`
 * @MEDIA_SOURCE_ECHO: what arrived, decoded and encoded again
 */
typedef enum
{
  MEDIA_SOURCE_SILENCE,
  MEDIA_SOURCE_FILE,
  MEDIA_SOURCE_DEVICE,
  MEDIA_SOURCE_TONE,
  MEDIA_SOURCE_ECHO,
} MediaSource;

/* What is heard and said locally; for the whole session. Zero is a sensible value of each field. */
typedef struct
{
  MediaSource source;
  const char *source_file;  /* WAV, any rate and channels */
  gboolean source_loop;     /* begin the file again at its end */
  double tone_hz;           /* 0: 440 */
  const char *record_file;  /* WAV of what arrived, decoded; nullable */
  gboolean play_to_speaker; /* else what arrives is decoded in real time and heard by nobody */
  const char *input_device, *output_device; /* id of a MediaDevice, NULL: the system's default */
  gboolean expect_echo;                     /* compare what arrives with what was sent */
  gboolean cbr;                             /* constant bit rate (RFC 6562) */
  guint rtcp_interval_ms;                   /* 0: 5000 */
} MediaSessionOptions;

/* What SDP agreed on. Strings and objects are copied or referenced by `media_session_start()`. */
typedef struct
{
  const char *codec;                            /* "opus", "G722", "PCMA", "PCMU", any case */
  guint clock_hz, channels;                     /* RTP clock of the codec; channels of the rtpmap */
  int tx_pt, rx_pt;                             /* payload type in packets sent, received */
  int dtmf_tx_pt, dtmf_rx_pt;                   /* of telephone-event, -1: none */
  guint dtmf_clock_hz;                          /* of telephone-event, 0: the codec's */
  guint ptime_ms;                               /* 10 to 60, 0: 20 */
  GInetSocketAddress *remote_rtp, *remote_rtcp; /* the latter may be NULL: muxed, or port + 1 */
  gboolean rtcp_mux;
  gboolean send, receive;     /* our direction; both FALSE: inactive */
  gboolean rtcp_reduced_size; /* RFC 5506 was agreed on */
  MediaSrtpParameters srtp;
  guint max_bitrate_bps; /* of the payload, from b=; 0: no limit */
} MediaAudioParameters;

typedef struct
{
  guint64 rx_packets; /* authentic RTP packets */
  gint64 rx_lost;     /* RFC 3550 A.3; below 0 where packets came twice */
  guint64 rx_bytes;   /* their payload */
  guint64 tx_packets;
  guint64 tx_bytes;
  double jitter_ms;      /* RFC 3550 A.8 */
  double rtt_ms;         /* from RTCP, -1: not known yet */
  guint64 srtp_failures; /* RTP and RTCP packets that were replayed or not authentic */
  guint64 rx_dropped;    /* other packets that were not for us: STUN, unknown payload type, ... */
  double mos;            /* 1 to 4.5, E-model (G.107) listening and talking; 0: nothing received */
  gint64 first_rx_ms;    /* from the first start to the first decoded packet, -1: none yet */
} MediaStats;

#define MEDIA_TYPE_SESSION (media_session_get_type ())
G_DECLARE_FINAL_TYPE (MediaSession, media_session, MEDIA, SESSION, GObject)

/*
 * Signals, all in the main context that was the thread's default when the session was made:
 *   "first-packet" ()                        something was decoded for the first time
 *   "dtmf" (const char *digit)               one telephone-event began: "0"-"9", "*", "#", "A"-"D"
 *   "lost" (guint seconds)                   nothing authentic came for 10, 30, 120 s; never on
 * hold "warning" (const char *id, const char *detail) "no-microphone", "no-speaker", "play-file",
 *                                            "record-file", "media": the call goes on
 *   "echo-result" (double match, int delay_ms) at most once a second with expect_echo; the last
 *                                            one comes between stop and "stopped"
 *   "stopped" ()                             sockets, files and threads are given back
 */

/**
 * media_session_new:
 * @options: copied
 *
 * Never fails: what is wrong with a file or a device comes as a "warning". Engine thread, like
 * everything here. Dropping the last reference stops the session.
 *
 * Returns: (transfer full): a session without sockets
 */
MediaSession *media_session_new (const MediaSessionOptions *options);

/**
 * media_session_bind:
 * @local: the address to bind, of the family that the other side gets to see
 *
 * Takes an even UDP port for RTP and the next one for RTCP, shared with nobody (no address reuse).
 *
 * Returns: %FALSE with MEDIA_ERROR_SOCKET
 */
gboolean media_session_bind (MediaSession *self, GInetAddress *local, GError **error);
guint16 media_session_get_rtp_port (MediaSession *self);
guint16 media_session_get_rtcp_port (MediaSession *self);

/**
 * media_session_start:
 * @parameters: what was agreed on
 *
 * Begins, and when called again updates: a changed key makes a new SRTP context and a new SSRC
 * (PROTOCOL 12.2), unchanged ones go on; hold, address, codec follow. Nothing is sent or played
 * before the first call. Returns at once, work is done on the media thread.
 *
 * Returns: %FALSE with MEDIA_ERROR_NOT_BOUND, _STOPPED, _NO_CODEC or _KEYS, the state unchanged
 */
gboolean
media_session_start (MediaSession *self, const MediaAudioParameters *parameters, GError **error);

/**
 * media_session_withdraw:
 *
 * The stream was taken away (port 0): nothing is sent or played until `media_session_start()`
 * says where the next one goes.
 */
void media_session_withdraw (MediaSession *self);

/**
 * media_session_stop:
 *
 * Stops sending and receiving for good and returns at once; "stopped" follows.
 */
void media_session_stop (MediaSession *self);

/**
 * media_session_set_muted:
 *
 * Sends silence instead of the source. May be called before the start.
 */
void media_session_set_muted (MediaSession *self, gboolean muted);

/**
 * media_session_send_dtmf:
 * @digits: any of 0-9 * # A-D a-d; other characters are passed over
 *
 * Queues them as telephone-events of 160 ms with 60 ms between them (RFC 4733, PROTOCOL 13).
 *
 * Returns: %FALSE if telephone-event was not agreed on (or nothing is started): INFO is the way
 * then
 */
gboolean media_session_send_dtmf (MediaSession *self, const char *digits);

/**
 * media_session_get_stats:
 *
 * Figures so far, at most a second old; the final ones after "stopped".
 */
void media_session_get_stats (MediaSession *self, MediaStats *out);

/* From this match on, what came back is what was sent. */
#define MEDIA_ECHO_MATCH_MIN 0.5

/**
 * media_session_get_echo_result:
 * @match: 0 (nothing or something else came back) to 1 (the very sound)
 * @delay_ms: from sending to hearing it
 *
 * Returns: %FALSE if nothing could be compared yet, or without expect_echo
 */
gboolean media_session_get_echo_result (MediaSession *self, double *match, int *delay_ms);
