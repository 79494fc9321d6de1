using Services.Guardrails;

GuardrailsHost.Create(args).Run();
