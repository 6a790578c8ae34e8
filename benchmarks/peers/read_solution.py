#!/usr/bin/env python3
"""Reads a solution that `raf solve evaluate --grid` wrote in several formats and compares them.

    read_solution.py NAME        NAME.csv, and those of NAME.npy, NAME.parquet, NAME.vti and NAME.pvd that are there

All of them are of one --grid and one list of --derivatives. NumPy reads the array, the vtk package (Debian: python3-vtk9)
the images, pandas or DuckDB, where one of them is installed, the Parquet. Every format has to have the numbers of the CSV,
bit by bit. Exit code 1 when one has not.
"""

import csv
import os
import sys
import xml.etree.ElementTree

import numpy


def table(name):
    """Returns the columns of the CSV by name."""
    with open(name + ".csv", newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    numbers = numpy.array([[float(cell) for cell in row] for row in rows[1:]])
    return {column: numbers[:, i] for i, column in enumerate(rows[0])}


def same(what, found, expected):
    equal = numpy.array_equal(numpy.asarray(found).ravel(), numpy.asarray(expected).ravel(), equal_nan=True)
    print(f"{what:40} {numpy.size(expected):9} numbers  {'equal' if equal else 'DIFFERENT'}")
    return equal


def of_numpy(name, columns):
    array = numpy.load(name + ".npy")
    print(f"numpy {numpy.__version__}: shape {array.shape}, fields {', '.join(array.dtype.names)}")
    return all([same(f"npy {column}", array[column], expected) for column, expected in columns.items()])


def of_parquet(name, columns):
    try:
        import duckdb

        found = duckdb.sql(f"SELECT * FROM '{name}.parquet'").fetchnumpy()
        print(f"duckdb {duckdb.__version__}: columns {', '.join(found)}")
    except ImportError:
        try:
            import pandas

            frame = pandas.read_parquet(name + ".parquet")
            found = {column: frame[column].to_numpy() for column in frame}
            print(f"pandas {pandas.__version__}: columns {', '.join(found)}")
        except ImportError:
            print("parquet: neither duckdb nor pandas with pyarrow is installed, not read")
            return True
    return all([same(f"parquet {column}", found[column], expected) for column, expected in columns.items()])


def image(path):
    """Returns the arrays of an image, its sizes and which points can be seen."""
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXMLImageDataReader()
    reader.SetFileName(path)
    reader.Update()
    data = reader.GetOutput()
    points = data.GetPointData()
    arrays = {points.GetArrayName(i): vtk_to_numpy(points.GetArray(i)) for i in range(points.GetNumberOfArrays())}
    visible = numpy.array([data.IsPointVisible(i) for i in range(data.GetNumberOfPoints())], dtype=bool)
    corners = numpy.array([data.GetPoint(i) for i in (0, data.GetNumberOfPoints() - 1)])
    return arrays, data.GetDimensions(), visible, corners


def of_image(what, path, columns, coordinates, sizes):
    """Compares an image with columns in the order of NumPy; x of VTK changes first."""
    arrays, dimensions, visible, corners = image(path)
    print(f"{what}: {dimensions} points, {', '.join(arrays)}")
    ok = tuple(dimensions[: len(sizes)]) == tuple(sizes)
    values = [column for column in columns if column not in coordinates]
    for column in values:
        expected = columns[column].reshape(sizes).transpose()
        ok &= same(f"{what} {column}", arrays[column], expected)
    inside = ~numpy.isnan(columns[values[0]].reshape(sizes).transpose()).ravel()
    ok &= same(f"{what} visible points", visible, inside)
    for axis, coordinate in enumerate(coordinates):
        ends = [columns[coordinate].min(), columns[coordinate].max()]
        ok &= bool(numpy.allclose(corners[:, axis], ends, rtol=1e-14, atol=0))
    return ok


def main(name):
    columns = table(name)
    shape = numpy.load(name + ".npy").shape
    coordinates = list(columns)[: len(shape)]
    ok = of_numpy(name, columns)
    if os.path.exists(name + ".parquet"):
        ok &= of_parquet(name, columns)
    if os.path.exists(name + ".vti"):
        ok &= of_image("vti", name + ".vti", columns, coordinates, shape)
    if os.path.exists(name + ".pvd"):
        steps = xml.etree.ElementTree.parse(name + ".pvd").getroot().findall("Collection/DataSet")
        ok &= len(steps) == shape[0]
        for i, step in enumerate(steps):
            now = {column: numbers.reshape(shape)[i].ravel() for column, numbers in columns.items()}
            ok &= bool((now[coordinates[0]] == float(step.get("timestep"))).all())
            file = os.path.join(os.path.dirname(name), step.get("file"))
            space = {column: numbers for column, numbers in now.items() if column != coordinates[0]}
            ok &= of_image(f"pvd t = {step.get('timestep')}", file, space, coordinates[1:], shape[1:])
    print("all equal" if ok else "NOT equal")
    return 0 if ok else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
