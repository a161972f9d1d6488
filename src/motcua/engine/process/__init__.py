"""BPMN as a language: reading, writing, checking and playing internal processes.

Owns the graph a process is compiled to and every rule of how it moves. Refuses to know a database,
a clock or a person, and to evaluate anything a file contains.

To play: `game.start`, `game.advance` over `model.Graph` and `state.State`. To write a process:
`table.graph_of` (rows of the decision; `templates` has the usual five), or a drawn diagram through
`bpmn_read.read` and `bpmn_compile.compile_graph`. To publish: `soundness.check`. To show:
`layout.arrange` or `placed.layout_of`, then `drawing.picture`, `svg.to_svg`; as a file:
`bpmn_write.draw`, `bpmn_write.write`.
"""
