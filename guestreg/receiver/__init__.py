"""The other side of the wire, for practice and tests: what an authority's server answers.

Called by `app` (practice mode, the verb `simulator`). It knows the published contract only and must not know
anything of the client: the judge doesn't use the defendant's code.
"""
