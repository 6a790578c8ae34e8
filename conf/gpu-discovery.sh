#!/usr/bin/env bash
# Prints the GPUs of this machine in the form that Spark's resource discovery reads:
# {"name": "gpu", "addresses": ["0", "1"]}

set -euo pipefail

# Spark takes what is printed for the truth: a failing nvidia-smi must fail the script, not print no GPUs.
indices="$(nvidia-smi --query-gpu=index --format=csv,noheader)"
addresses=""
for index in $indices; do
  addresses+="${addresses:+, }\"$index\""
done
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
