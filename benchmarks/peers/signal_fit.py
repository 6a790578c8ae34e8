"""Fits a signal in PyTorch, as its users would: by SIREN, or by a multiresolution hash encoding in front of a small network.

    python3 signal_fit.py SAMPLES MODEL LIMIT THREADS PARAMETERS

SAMPLES is the file that io.raf4j.benchmarks.protocol.SampleFile describes: a line of JSON, then the samples. MODEL is siren or grid;
LIMIT is 120s, seconds of steps of BATCH samples that are drawn, over which the rate falls as half a cosine; or 5000epochs, steps of all
samples as FINER's authors take them, over which the rate falls to a tenth. PARAMETERS is what a grid has at most. Every now and then, and at the end, the script prints a line of JSON: seconds of training, steps,
quality in dB (PSNR, of a film the mean of its frames; of a sound the ratio of signal and noise), and whether that was the end.
What it takes to measure quality is not part of the seconds.
"""

import itertools
import json
import math
import sys
import time

import torch

BATCH = 1 << 14
LOOKS = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1)
LOOKED_AT = 1 << 15
AT_ONCE = 1 << 16
SIREN_WIDTH = 256
SIREN_DEPTH = 4
OMEGA = 30
RATE = 1e-4
# What FINER's authors give SIREN for its steps of all samples.
EPOCHS_RATE = 5e-4
# Sines that reach along a whole sound: its authors take a hundred times the coordinates.
SOUND_OMEGA = 3000
LEVELS = 16
FEATURES = 2
COARSEST = 16
PRIMES = (1, 2654435761, 805459861, 3674653429)


class Signal:
    """Values in [-1, 1] on a grid of coordinates in [-1, 1]."""

    def __init__(self, path):
        with open(path, "rb") as file:
            header = json.loads(file.readline())
            numbers = bytearray(file.read())
        self.extents = header["extents"]
        self.channels = header["channels"]
        self.is_sound = len(self.extents) == 1
        kind = torch.uint8 if header["dtype"] == "uint8" else torch.float32
        self.samples = torch.frombuffer(numbers, dtype=kind).reshape(-1, self.channels)
        self.count = self.samples.shape[0]

    def values(self, indices):
        values = self.samples[indices]
        return values.float() / 127.5 - 1 if values.dtype == torch.uint8 else values

    def coordinates(self, indices):
        columns = []
        for extent in reversed(self.extents):
            columns.append((indices % extent) * (2 / max(1, extent - 1)) - 1)
            indices = torch.div(indices, extent, rounding_mode="floor")
        return torch.stack(columns[::-1], dim=1)

    def squares(self, network, indices):
        """The mean squared error of each of the samples."""
        errors = []
        with torch.no_grad():
            for part in indices.split(AT_ONCE):
                errors.append((network(self.coordinates(part)) - self.values(part)).square().mean(dim=1))
        return torch.cat(errors)

    def quality(self, network, indices):
        squares = self.squares(network, indices)
        if self.is_sound:
            return 10 * math.log10(self.values(indices).square().mean().item() / squares.mean().item())
        if indices.numel() == self.count and len(self.extents) == 3:
            frames = squares.reshape(self.extents[0], -1).mean(dim=1)
            return (10 * torch.log10(4 / frames)).mean().item()
        return 10 * math.log10(4 / squares.mean().item())


class Sine(torch.nn.Module):
    def __init__(self, inputs, outputs, omega, bound):
        super().__init__()
        self.omega = omega
        self.linear = torch.nn.Linear(inputs, outputs)
        with torch.no_grad():
            self.linear.weight.uniform_(-bound, bound)

    def forward(self, x):
        return torch.sin(self.omega * self.linear(x))


def siren(signal, rate):
    inputs = len(signal.extents)
    bound = math.sqrt(6 / SIREN_WIDTH) / OMEGA
    layers = [Sine(inputs, SIREN_WIDTH, SOUND_OMEGA if signal.is_sound else OMEGA, 1 / inputs)]
    layers += [Sine(SIREN_WIDTH, SIREN_WIDTH, OMEGA, bound) for _ in range(SIREN_DEPTH - 1)]
    last = torch.nn.Linear(SIREN_WIDTH, signal.channels)
    with torch.no_grad():
        last.weight.uniform_(-bound, bound)
    network = torch.nn.Sequential(*layers, last)
    return network, torch.optim.Adam(network.parameters(), lr=rate)


def cells(finest):
    """Cells along an axis, level by level."""
    growth = (finest / COARSEST) ** (1 / (LEVELS - 1))
    return [round(COARSEST * growth**level) for level in range(LEVELS)]


def sizes(axes, finest, entries):
    """Vertices that each level stores."""
    return [min((each + 1) ** axes, entries) for each in cells(finest)]


class HashGrid(torch.nn.Module):
    """A table of features for each level, whole where it fits and found by a hash of the vertex where not."""

    def __init__(self, axes, finest, entries):
        super().__init__()
        self.cells = cells(finest)
        self.sizes = sizes(axes, finest, entries)
        self.tables = torch.nn.ParameterList(
            torch.nn.Parameter(torch.empty(size, FEATURES).uniform_(-1e-4, 1e-4)) for size in self.sizes
        )

    @staticmethod
    def _places(corner, number, size):
        if (number + 1) ** len(corner) <= size:
            place = torch.zeros_like(corner[0])
            for index in corner:
                place = place * (number + 1) + index
            return place
        place = torch.zeros_like(corner[0])
        for index, prime in zip(corner, PRIMES):
            place = place ^ (index * prime)
        return place % size

    def forward(self, x):
        features = []
        for number, size, table in zip(self.cells, self.sizes, self.tables):
            u = (x + 1) * (0.5 * number)
            low = u.floor().clamp(0, number - 1)
            share = u - low
            low = low.long()
            places, weights = [], []
            for sides in itertools.product((0, 1), repeat=x.shape[1]):
                places.append(self._places([low[:, a] + side for a, side in enumerate(sides)], number, size))
                weight = 1
                for a, side in enumerate(sides):
                    weight = weight * (share[:, a] if side else 1 - share[:, a])
                weights.append(weight)
            features.append(
                torch.nn.functional.embedding_bag(
                    torch.stack(places, dim=1), table, mode="sum", per_sample_weights=torch.stack(weights, dim=1)
                )
            )
        return torch.cat(features, dim=1)


def grid(signal, parameters):
    axes = len(signal.extents)
    finest = max(signal.extents) / (1 if axes == 2 else 2)
    width = 64
    own = LEVELS * FEATURES * width + width * width + 2 * width + (width + 1) * signal.channels
    low, high = 16, 1 << 24
    while low < high:
        middle = (low + high + 1) // 2
        fits = FEATURES * sum(sizes(axes, finest, middle)) + own <= parameters
        low, high = (middle, high) if fits else (low, middle - 1)
    encoding = HashGrid(axes, finest, low)
    network = torch.nn.Sequential(
        encoding,
        torch.nn.Linear(LEVELS * FEATURES, width),
        torch.nn.ReLU(),
        torch.nn.Linear(width, width),
        torch.nn.ReLU(),
        torch.nn.Linear(width, signal.channels),
    )
    return network, torch.optim.Adam(network.parameters(), lr=1e-2, betas=(0.9, 0.99), eps=1e-15)


class Limit:
    """How long training goes on, and how the rate falls meanwhile."""

    def __init__(self, text):
        self.epochs = int(text[: -len("epochs")]) if text.endswith("epochs") else 0
        self.seconds = 0 if self.epochs else float(text.rstrip("s"))

    def done(self, steps, spent):
        return steps / self.epochs if self.epochs else spent / self.seconds

    def fall(self, done):
        return 0.1**done if self.epochs else 0.5 * (1 + math.cos(math.pi * min(1, done)))

    def batch(self, count):
        return torch.arange(count) if self.epochs else torch.randint(0, count, (min(BATCH, count),))


def step(signal, network, optimiser, indices):
    """A step on samples, of which the memory holds a part at a time."""
    optimiser.zero_grad(set_to_none=True)
    for part in indices.split(AT_ONCE):
        loss = (network(signal.coordinates(part)) - signal.values(part)).square().mean()
        (loss * (part.numel() / indices.numel())).backward()
    optimiser.step()


def main():
    path, model, text, threads, parameters = sys.argv[1:]
    limit = Limit(text)
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    signal = Signal(path)
    rate = EPOCHS_RATE if limit.epochs else RATE
    network, optimiser = siren(signal, rate) if model == "siren" else grid(signal, int(parameters))
    rates = [group["lr"] for group in optimiser.param_groups]
    looked_at = torch.randperm(signal.count)[:LOOKED_AT] if signal.count > LOOKED_AT else torch.arange(signal.count)
    steps, spent, looks = 0, 0.0, list(LOOKS)
    while looks:
        began = time.perf_counter()
        fall = limit.fall(limit.done(steps, spent))
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * fall
        step(signal, network, optimiser, limit.batch(signal.count))
        steps += 1
        spent += time.perf_counter() - began
        done = limit.done(steps, spent)
        if done >= looks[0]:
            while looks and done >= looks[0]:
                looks.pop(0)
            everything = looked_at if looks else torch.arange(signal.count)
            line = {"seconds": spent, "steps": steps, "quality": signal.quality(network, everything), "ended": not looks}
            line["parameters"] = sum(p.numel() for p in network.parameters())
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
