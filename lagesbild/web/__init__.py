"""What surrounds the pages: which addresses exist, what may pass in and out, headers, compression and the published site.

Starlette only; Streamlit itself is met in app.py.
"""
