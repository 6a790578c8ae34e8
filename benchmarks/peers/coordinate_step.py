"""One training step of a network from coordinates to a signal in PyTorch; peer.py has the conversation."""

import peer


def main():
    exchange = peer.start()
    network = peer.layers(exchange)
    x = exchange.take(exchange.points, exchange.inputs)
    y = exchange.take(exchange.points, exchange.outputs)

    def error(inputs, targets):
        for layer in network:
            inputs = layer(inputs)
        return inputs - targets

    def points():
        return x, y

    peer.serve(network.parameters(), exchange, points, points, error)


if __name__ == "__main__":
    main()
