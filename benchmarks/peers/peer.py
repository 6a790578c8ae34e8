"""What the PyTorch peers of the yardstick share: the file that they start from, layers, Adam, and the conversation.

A peer is started as

    python3 coordinate_step.py EXCHANGE THREADS

EXCHANGE is the file that io.raf4j.benchmarks.work.Exchange describes: a line of JSON, then parameters and points. The script prints "ready"
and answers every line on standard input with one line:

    chunk N   from now on N points at a time, their gradients added up; 0 for all at once. Answers "chunk N"
    check     a step on the file's points. Answers "SECONDS RESIDENT_KIB PEAK_KIB LOSS"
    step      a step on the step's own points, with the same answer
    end       ends the script

RESIDENT_KIB is the process's memory before the step, PEAK_KIB its highest so far, LOSS the loss before the step's update.
"""

import json
import math
import sys
import time

import torch

BETAS = (0.9, 0.999)
EPSILON = 1e-8


class Exchange:
    """The header's entries as attributes, and the numbers one after the other."""

    def __init__(self, path):
        with open(path, "rb") as file:
            header = json.loads(file.readline())
            numbers = bytearray(file.read())
        self.__dict__.update(header)
        self.dtype = getattr(torch, header["dtype"])
        self._numbers = torch.frombuffer(numbers, dtype=self.dtype)
        self._taken = 0

    def take(self, *shape):
        """The next numbers, as a tensor of a shape."""
        count = math.prod(shape)
        part = self._numbers[self._taken : self._taken + count]
        self._taken += count
        return part.reshape(shape).clone()


def relu(x):
    return torch.nn.functional.relu(x)


def gaussian(x):
    # A product, not a power: its derivative is cheaper.
    return torch.exp(x * x * -0.5)


FUNCTIONS = {
    "one": torch.ones_like,
    "x": lambda x: x,
    "x^2": torch.square,
    "sin": torch.sin,
    "cos": torch.cos,
    "gaussian": gaussian,
    "tanh": torch.tanh,
    "relu": relu,
    "relu^3": lambda x: relu(x) ** 3,
}


class Layer(torch.nn.Module):
    """y_i = sum_p alpha_pi gamma_p(beta_pi z_i), z = W x + b; in groups, neuron i has the term of its group alone."""

    def __init__(self, size, exchange):
        super().__init__()
        self.skip = size["skip"]
        self.bounds = size.get("bounds")
        out = size["out"]
        self.weight = torch.nn.Parameter(exchange.take(out, size["in"]))
        self.bias = torch.nn.Parameter(exchange.take(out))
        self.functions = [FUNCTIONS[term["function"]] for term in size["terms"]]
        self.alphas = self._coefficients("alpha", size, exchange)
        self.betas = self._coefficients("beta", size, exchange)

    def _coefficients(self, name, size, exchange):
        """A coefficient a term: a number, or a parameter where the header has none."""
        values = []
        for p, term in enumerate(size["terms"]):
            value = term[name]
            if value is None:
                value = torch.nn.Parameter(exchange.take(size["out"]))
                self.register_parameter(name + str(p), value)
            values.append(value if torch.is_tensor(value) else float(value))
        return values

    def forward(self, x):
        z = torch.nn.functional.linear(x, self.weight, self.bias)
        if self.bounds is None:
            return self._mixed(z)
        groups = zip(self.bounds, self.bounds[1:])
        return torch.cat([self._term(p, z[:, a:b]) for p, (a, b) in enumerate(groups)], dim=1)

    def _function(self, p, z):
        beta = self.betas[p]
        return self.functions[p](z if not torch.is_tensor(beta) and beta == 1 else beta * z)

    def _term(self, p, z):
        value = self._function(p, z)
        alpha = self.alphas[p]
        return value if not torch.is_tensor(alpha) and alpha == 1 else alpha * value

    def _mixed(self, z):
        y, rest = self._powers(z), range(2, len(self.functions))
        if y is None:
            y, rest = self._term(0, z), range(1, len(self.functions))
        for p in rest:
            alpha = self.alphas[p]
            # One pass over memory instead of two.
            y = torch.addcmul(y, alpha, self._function(p, z)) if torch.is_tensor(alpha) else y + self._term(p, z)
        return y

    def _powers(self, z):
        """alpha_0 z + alpha_1 z^2 as z (alpha_0 + alpha_1 z), a tenth of a layer faster, where these are the first two terms."""
        starts = self.functions[:2] == [FUNCTIONS["x"], FUNCTIONS["x^2"]]
        unscaled = all(not torch.is_tensor(beta) and beta == 1 for beta in self.betas[:2])
        if not (starts and unscaled and all(torch.is_tensor(alpha) for alpha in self.alphas[:2])):
            return None
        return z * torch.addcmul(self.alphas[0], self.alphas[1], z)


def layers(exchange):
    return torch.nn.ModuleList(Layer(size, exchange) for size in exchange.layers)


class Adam:
    """PyTorch's Adam with DL4J's place for epsilon: the "epsilon hat" of Kingma and Ba (2015), section 2, which is not corrected for bias."""

    def __init__(self, parameters, exchange, groups=()):
        """groups are further parameters as torch.optim.Adam takes them, with params, lr, betas and eps of their own."""
        own = {"params": list(parameters), "lr": exchange.learning_rate, "betas": BETAS, "eps": EPSILON}
        groups = [own, *groups]
        self.parameters = [p for group in groups for p in group["params"]]
        self.decay = exchange.weight_decay
        self.epsilons = [group["eps"] for group in groups]
        self.optimiser = torch.optim.Adam(groups, weight_decay=self.decay)
        self.steps = 0

    def clear(self):
        self.optimiser.zero_grad(set_to_none=True)

    def penalty(self):
        """What weight decay adds to the loss."""
        if not self.decay:
            return 0.0
        with torch.no_grad():
            return 0.5 * self.decay * sum(p.square().sum() for p in self.parameters).item()

    def step(self):
        self.steps += 1
        for group, epsilon in zip(self.optimiser.param_groups, self.epsilons):
            group["eps"] = epsilon / math.sqrt(1 - group["betas"][1] ** self.steps)
        self.optimiser.step()


def memory(field):
    """VmRSS or VmHWM of this process in KiB."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(field):
                return int(line.split()[1])
    raise RuntimeError("no " + field + " in /proc/self/status")


def start():
    """Reads the arguments and sets threads and precision."""
    exchange = Exchange(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    torch.set_default_dtype(exchange.dtype)
    torch.manual_seed(1)
    return exchange


def serve(parameters, exchange, given, fresh, error, groups=()):
    """Answers until standard input ends.

    given and fresh return a step's points as a tuple of tensors, the file's and the step's own; error(*points) is a column of what is to
    be zero, whose mean square is the loss; groups as in Adam.
    """
    adam = Adam(parameters, exchange, groups)
    chunk = 0

    def step(points, penalty):
        count = points[0].shape[0]
        size = chunk or count
        adam.clear()
        loss = adam.penalty() if penalty else 0.0
        for first in range(0, count, size):
            part = error(*(tensor[first : first + size] for tensor in points))
            mean = part.square().sum() / (count * part.shape[1])
            # By the parameters alone: the derivative by points is of no use, and the graph goes before the next one grows.
            mean.backward(inputs=adam.parameters)
            loss += mean.item()
            del part, mean
        adam.step()
        return loss

    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "chunk":
            chunk = int(words[1])
            print("chunk", chunk, flush=True)
        elif words[0] in ("check", "step"):
            resident = memory("VmRSS")
            began = time.perf_counter()
            loss = step(given() if words[0] == "check" else fresh(), words[0] == "check")
            seconds = time.perf_counter() - began
            print(seconds, resident, memory("VmHWM"), loss, flush=True)
        else:
            break
