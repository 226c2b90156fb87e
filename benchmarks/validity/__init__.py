"""Do the offline labels and numbers say what people say?"""
