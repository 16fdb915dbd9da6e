// Answers in place: sent without leaving the page, then shown by the fragment the portal answers with.
for (const form of document.querySelectorAll(".feedback form")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const section = form.closest(".feedback");
    section.querySelector(".feedback__failed")?.remove();
    try {
      const body = new URLSearchParams({ answer: event.submitter.value });
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/plain" } });
      if (!answer.ok) throw new Error(answer.status);
      location.hash = await answer.text();
      document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
    } catch {
      const failed = document.createElement("p");
      failed.className = "feedback__failed";
      failed.role = "alert";
      failed.textContent = section.dataset.failed;
      form.append(failed);
    }
  });
}
