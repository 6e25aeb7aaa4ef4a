#!/usr/bin/env python3
"""Draws what `openbell-bench curves --json` printed: plot_curves.py curves.json curves.svg"""
import json
import math
import sys

WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 200, 50, 40, 60
COLOURS = {"ns_per_op": ("#2563eb", "order book"), "floor_ns_per_op": ("#9ca3af", "floor")}


def ticks(most):
    """Round values from 0 to at least `most`, about five of them."""
    step = 10 ** math.floor(math.log10(most / 2))
    while most / step > 5:
        step *= 2
    return [step * i for i in range(math.ceil(most / step) + 1)]


def panel(curve, x0):
    points = curve["points"]
    first = math.log10(points[0]["at"])
    span = math.log10(points[-1]["at"]) - first or 1
    marks = ticks(max(max(p["ns_per_op"], p["floor_ns_per_op"]) for p in points))

    def x(at):
        return x0 + WIDTH * (math.log10(at) - first) / span

    def y(ns):
        return TOP + HEIGHT * (1 - ns / marks[-1])

    out = [f'<text x="{x0}" y="{TOP - 16}" font-weight="bold">{curve["name"]}</text>']
    for mark in marks:
        out.append(f'<line x1="{x0}" x2="{x0 + WIDTH}" y1="{y(mark):.1f}" y2="{y(mark):.1f}" '
                   'stroke="#e5e7eb"/>')
        out.append(f'<text x="{x0 - 6}" y="{y(mark) + 4:.1f}" text-anchor="end">{mark:g}</text>')
    for key, (colour, _) in COLOURS.items():
        line = " ".join(f'{x(p["at"]):.1f},{y(p[key]):.1f}' for p in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(p["at"]):.1f}" cy="{y(p[key]):.1f}" r="3" fill="{colour}"/>'
                for p in points]
    for p in points:
        exponent = round(math.log10(p["at"]))
        out.append(f'<text x="{x(p["at"]):.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">10'
                   f'<tspan dy="-5" font-size="8">{exponent}</tspan></text>')
        out.append(f'<text x="{x(p["at"]):.1f}" y="{y(p["ns_per_op"]) - 7:.1f}" '
                   f'text-anchor="middle" fill="#2563eb">{p["ratio_to_floor"]:.2f}</text>')
    out.append(f'<text x="{x0 + WIDTH / 2}" y="{TOP + HEIGHT + 34}" '
               f'text-anchor="middle">{curve["unit"]}</text>')
    return out


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    width = LEFT + len(report["curves"]) * (WIDTH + GAP)
    height = TOP + HEIGHT + 70
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           'font-family="sans-serif" font-size="11">',
           '<rect width="100%" height="100%" fill="white"/>']
    for i, curve in enumerate(report["curves"]):
        out += panel(curve, LEFT + i * (WIDTH + GAP))
    for i, (colour, name) in enumerate(COLOURS.values()):
        out.append(f'<text x="{LEFT + i * 110}" y="{height - 10}" fill="{colour}">'
                   f'&#9632; {name}</text>')
    out.append(f'<text x="{LEFT + 240}" y="{height - 10}">ns of processor time per operation; the '
               'figures are the ratio of the two</text></svg>')
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
