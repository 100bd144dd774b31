#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
# What include paths cannot stop: the pure folders call no socket, clock, random source, main loop,
# file or toolkit. usage: check-purity.sh FOLDER ARCHIVE
set -eu

folder=$1
archive=$2

sockets='socket|connect|bind|listen|accept|send|sendto|sendmsg|recv|recvfrom|recvmsg|getaddrinfo|res_.*|g_socket_.*|g_resolver_.*'
waits='select|poll|epoll_.*|sleep|usleep|nanosleep|g_usleep|pthread_create|g_thread_.*'
clocks='time|clock_gettime|gettimeofday|g_get_monotonic_time|g_get_real_time|g_get_current_time|g_date_time_new_now.*'
randomness='rand|srand|random|drand48|getrandom|getentropy|arc4random.*|g_random_.*|g_rand_.*|g_uuid_.*|gnutls_rnd'
loops='g_main_.*|g_timeout_.*|g_idle_.*|g_source_.*|g_child_.*|g_task_.*'
files='open|openat|creat|fopen|fdopen|read|write|unlink|remove|mkdir|opendir|g_file_.*|g_mkdir.*|g_io_channel_.*|g_dir_.*|gnutls_x509_trust_list_add_system_trust|gnutls_x509_trust_list_add_trust_file'
toolkits='gtk_.*|gdk_.*|adw_.*|gst_.*|srtp_.*|sqlite3_.*|secret_service_.*|soup_.*'
tls='gnutls_.*'
# X.509 is what trust judges; sessions belong to net
[ "$folder" = trust ] && tls='gnutls_(init|handshake|record_.*|session_.*|transport_.*|certificate_(allocate|set|verify).*)'

found=$(nm -u "$archive" 2>/dev/null | awk 'NF == 2 && $1 == "U" { sub(/@.*/, "", $2); print $2 }' | sort -u |
  grep -Ex "$sockets|$waits|$clocks|$randomness|$loops|$files|$toolkits|$tls" || true)
if [ -n "$found" ]; then
  printf 'src/%s is to stay pure, but calls:\n%s\n' "$folder" "$found"
  exit 1
fi
# A list that matched nothing because nm saw nothing would prove nothing
[ "$(nm -u "$archive" 2>/dev/null | wc -l)" -gt 10 ]
