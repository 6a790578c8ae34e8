"""Says what PyTorch this Python has, in a line of JSON: versions, the BLAS that it loaded, and the other builds of OpenBLAS beside it.

Fails where there is no PyTorch. Debian keeps its builds of OpenBLAS (openmp, pthread, serial) in neighbouring folders.
"""

import glob
import json
import os
import platform

import torch


def loaded():
    """The path of the OpenBLAS that this process has in memory, or nothing."""
    torch.mm(torch.ones(2, 2), torch.ones(2, 2))
    with open("/proc/self/maps") as maps:
        for line in maps:
            path = line.split()[-1]
            if "openblas" in os.path.basename(path) and path.startswith("/"):
                return os.path.realpath(path)
    return ""


def main():
    library = loaded()
    folder = os.path.dirname(library)
    folders = glob.glob(os.path.join(os.path.dirname(folder), "openblas-*")) if "openblas-" in folder else []
    others = [other for other in sorted(folders) if other != folder and not other.endswith("serial") and glob.glob(other + "/libopenblas.so.0")]
    facts = {"python": platform.python_version(), "torch": torch.__version__, "openblas": library, "others": others}
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
