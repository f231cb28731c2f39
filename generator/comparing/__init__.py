"""Two booklets side by side: projects, amounts, goals, indicators, points."""
