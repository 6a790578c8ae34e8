#!/usr/bin/env bash
# FFmpeg 6.0 (org.bytedeco:ffmpeg 6.0-1.5.9) opens RIFX, the big-endian twin of WAV, reads the sizes in its header as big-endian numbers
# and the samples as little-endian ones: noise in place of the sound, without a word about it (its one message is on the channel layout).
#
# Expected by anybody who knows the format: samples in the byte order that the first four bytes announce, or a refusal.
# Fails when that has changed.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B dependency:copy -Dartifact=org.bytedeco:ffmpeg:6.0-1.5.9:jar:linux-x86_64 -DoutputDirectory="$work"
unzip -qo ffmpeg-6.0-1.5.9-linux-x86_64.jar 'org/bytedeco/ffmpeg/*'
bin="$work/org/bytedeco/ffmpeg/linux-x86_64"
chmod +x "$bin/ffmpeg" "$bin/ffprobe"
export LD_LIBRARY_PATH="$bin"

python3 - <<'P'
import struct
samples = [1000 * (i % 20 - 10) + i for i in range(400)]
data = b"".join(struct.pack(">h", s) for s in samples)
fmt = struct.pack(">HHIIHH", 1, 1, 8000, 16000, 2, 16)
body = b"WAVE" + b"fmt " + struct.pack(">I", len(fmt)) + fmt + b"data" + struct.pack(">I", len(data)) + data
open("sound.wav", "wb").write(b"RIFX" + struct.pack(">I", len(body)) + body)
P

"$bin/ffmpeg" -version | head -n 1
"$bin/ffmpeg" -v warning -i sound.wav -f s16le decoded.raw 2>messages
echo "codec: $("$bin/ffprobe" -v error -show_entries stream=codec_name -of csv=p=0 sound.wav)"
cat messages

python3 - <<'P'
import struct, sys
expected = [1000 * (i % 20 - 10) + i for i in range(400)]
raw = open("decoded.raw", "rb").read()
found = list(struct.unpack("<%dh" % (len(raw) // 2), raw))
swapped = [struct.unpack("<h", struct.pack(">h", s))[0] for s in expected]
print("samples:", len(found), "first expected", expected[:3], "first found", found[:3])
if found != swapped:
    sys.exit("changed: the samples are no longer those of the other byte order")
print("as found: every sample has its two bytes exchanged")
P
