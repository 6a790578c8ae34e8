"""One training step of a network behind a multiresolution grid encoding in PyTorch; peer.py has the conversation."""

import itertools

import torch

import peer

MASK_32 = 0xFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15 - (1 << 64)


class Grid(torch.nn.Module):
    """Features of one grid by multilinear interpolation; a hashed grid finds the beginning of a line by the line's other indices."""

    def __init__(self, number, size, features, exchange):
        super().__init__()
        self.number = number
        self.cells = size["cells"]
        self.entries = size["entries"]
        self.dense = size["dense"]
        numbers = exchange.take(size["floats"])
        self.table = torch.nn.Parameter(numbers[: self.entries * features].reshape(self.entries, features).clone())

    def _lines(self, indices):
        line = self.cells[-1] + 1
        if self.dense:
            number = torch.zeros_like(indices[0])
            for cells, index in zip(self.cells, indices):
                number = number * (cells + 1) + index
            return number * line
        hashed = torch.full_like(indices[0], self.number)
        for index in indices:
            hashed = (hashed + index + 1) * GOLDEN
            # A shift of signed numbers without their sign.
            hashed = hashed ^ ((hashed >> 29) & ((1 << 35) - 1))
        return (((hashed * GOLDEN) >> 32) & MASK_32) * (self.entries - line + 1) >> 32

    def forward(self, x):
        places, shares = [], []
        for axis, cells in enumerate(self.cells):
            u = (x[:, axis] + 1) * (0.5 * cells)
            place = u.floor().clamp_(0, cells - 1)
            share = u - place
            place = place.long()
            places.append((place, place + 1))
            shares.append((1 - share, share))
        entries, weights = [], []
        for corner in itertools.product((0, 1), repeat=len(self.cells) - 1):
            lines = self._lines([places[axis][side] for axis, side in enumerate(corner)])
            weight = 1
            for axis, side in enumerate(corner):
                weight = weight * shares[axis][side]
            for side in (0, 1):
                entries.append(lines + places[-1][side])
                weights.append(weight * shares[-1][side])
        # One fused operation in place of a sum over corners.
        return torch.nn.functional.embedding_bag(
            torch.stack(entries, dim=1),
            self.table,
            mode="sum",
            per_sample_weights=torch.stack(weights, dim=1),
        )


def main():
    exchange = peer.start()
    grids = torch.nn.ModuleList(
        Grid(number, size, exchange.features, exchange) for number, size in enumerate(exchange.grids)
    )
    network = peer.layers(exchange)
    x = exchange.take(exchange.points, exchange.inputs)
    y = exchange.take(exchange.points, exchange.outputs)
    extents = torch.tensor(exchange.extents)
    run = torch.arange(exchange.run)

    def error(inputs, targets):
        values = torch.cat([grid(inputs) for grid in grids], dim=1)
        for layer in network:
            values = layer(values)
        return values - targets

    def given():
        return x, y

    def fresh():
        """Runs of neighbours along the last axis, anywhere."""
        runs = exchange.points // exchange.run
        places = [torch.randint(0, int(extent), (runs, 1)).expand(runs, exchange.run) for extent in extents[:-1]]
        places.append(torch.randint(0, int(extents[-1]) - exchange.run + 1, (runs, 1)) + run)
        indices = torch.stack([place.reshape(-1) for place in places], dim=1)
        return indices * (2 / (extents - 1)) - 1, y

    tables = {
        "params": list(grids.parameters()),
        "lr": exchange.table_learning_rate,
        "betas": tuple(exchange.table_betas),
        "eps": exchange.table_epsilon,
    }
    peer.serve(network.parameters(), exchange, given, fresh, error, [tables])


if __name__ == "__main__":
    main()
