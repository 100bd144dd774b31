# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Sound that can be recognised after any codec: a sentence of tones, written to and read from WAV files.

A sentence is a string of the letters a to h, none twice in a row, each a tone of LETTER_S seconds at a frequency of its own.
Reading is by Goertzel's filter on short windows, so clock drift, delay, resampling, concealed losses
and a changed volume don't matter, and silence, noise or another sentence do.
"""

import array
import math
import wave

FREQUENCIES_HZ = {"a": 420.0, "b": 560.0, "c": 740.0, "d": 960.0, "e": 1240.0, "f": 1580.0, "g": 2020.0, "h": 2580.0}
LETTER_S = 0.2
WINDOW_S = 0.04
# Of a window's power in one tone, to count as that letter; digital silence below -50 dBFS is no sound
PURITY = 0.6
SILENCE = 100.0


def write(path, sentence, rate_hz=48000, repeat=1, channels=1, amplitude=0.4):
    samples = array.array("h")
    phase = 0.0
    length = int(LETTER_S * rate_hz)
    for letter in sentence:
        step = 2 * math.pi * FREQUENCIES_HZ[letter] / rate_hz
        for index in range(length):
            fade = min(1.0, index / (0.01 * rate_hz), (length - index) / (0.01 * rate_hz))
            samples.extend([int(32767 * amplitude * fade * math.sin(phase))] * channels)
            phase += step
    with wave.open(path, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.tobytes() * repeat)


def _samples(path):
    """(rate, first channel); a file still being written is read as far as it goes."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise AssertionError(f"{path} is no WAV file")
    offset, rate_hz, channels, bits = 12, 0, 0, 0
    while offset + 8 <= len(content):
        name, size = content[offset:offset + 4], int.from_bytes(content[offset + 4:offset + 8], "little")
        offset += 8
        if name == b"fmt ":
            channels = int.from_bytes(content[offset + 2:offset + 4], "little")
            rate_hz = int.from_bytes(content[offset + 4:offset + 8], "little")
            bits = int.from_bytes(content[offset + 14:offset + 16], "little")
        elif name == b"data":
            if bits != 16 or not channels or not rate_hz:
                raise AssertionError(f"{path}: {bits} bit, {channels} channels, {rate_hz} Hz")
            size = min(size, len(content) - offset)
            samples = array.array("h", content[offset:offset + size - size % (2 * channels)])
            return rate_hz, samples[::channels]
        offset += size + size % 2
    return rate_hz or 8000, array.array("h")


def _goertzel(window, rate_hz, frequency_hz):
    coefficient = 2 * math.cos(2 * math.pi * frequency_hz / rate_hz)
    first = second = 0.0
    for sample in window:
        first, second = sample + coefficient * first - second, first
    return first * first + second * second - coefficient * first * second


def read(path):
    """The letters heard in the WAV file, each run of the same one written once; what is no letter is left out.

    A gap tells nothing: two shared cores stall for 100 ms now and then.
    """
    rate_hz, samples = _samples(path)
    # 8 kHz is enough for the highest tone, and Python is slow; a mean keeps what is above it from folding in
    factor = max(1, rate_hz // 8000)
    if factor > 1:
        usable = len(samples) - len(samples) % factor
        samples = [sum(samples[i:i + factor]) / factor for i in range(0, usable, factor)]
        rate_hz /= factor
    size = int(WINDOW_S * rate_hz)
    heard = []
    for start in range(0, len(samples) - size + 1, size):
        window = samples[start:start + size]
        power = sum(sample * sample for sample in window)
        letter = "-"
        if power / size > SILENCE * SILENCE:
            strength, best = max((_goertzel(window, rate_hz, hz), name) for name, hz in FREQUENCIES_HZ.items())
            if strength / (power * size / 2) > PURITY:
                letter = best
        heard.append(letter)
    # A letter lasts five windows; one alone is a click or the edge between two
    said = ""
    for index in range(1, len(heard)):
        letter = heard[index]
        if letter != "-" and letter == heard[index - 1] and not said.endswith(letter):
            said += letter
    return said
