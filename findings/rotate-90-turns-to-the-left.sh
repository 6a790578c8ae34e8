#!/usr/bin/env bash
# FFmpeg 6.0 (org.bytedeco:ffmpeg 6.0-1.5.9; Debian's 5.1 alike): "-metadata:s:v rotate=90" on a copied stream writes a display matrix that
# turns the picture by 90 degrees to the LEFT, although the tag of that name, as phones' films carried it and older versions wrote it,
# asks for a quarter turn to the right. Who makes a test film by it and expects the right has it upside down.
#
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

# The left half is white, the right half is black: turned to the right white is above, turned to the left it is below.
"$bin/ffmpeg" -v error -f lavfi -i "color=black:s=64x48:r=25,drawbox=w=32:h=48:color=white:t=fill" -frames:v 1 -c:v mpeg4 -q:v 1 film.mp4
"$bin/ffmpeg" -v error -i film.mp4 -c copy -metadata:s:v rotate=90 turned.mp4
"$bin/ffmpeg" -version | head -n 1
"$bin/ffprobe" -v error -show_streams turned.mp4 | grep -A 4 -E '^displaymatrix|^rotation'
"$bin/ffmpeg" -v error -i turned.mp4 -f rawvideo -pix_fmt gray shown.raw

python3 - <<'P'
import sys
pixels = open("shown.raw", "rb").read()
height, width = 64, 48
above, below = pixels[5 * width + width // 2], pixels[(height - 6) * width + width // 2]
print("shown, 48 x 64: above", above, "below", below)
if not (above < 60 and below > 200):
    sys.exit("changed: white is not below any more")
print("as found: white, which was on the left, is shown below: a turn to the left")
P
