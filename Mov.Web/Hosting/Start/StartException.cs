namespace Mov.Web.Hosting.Start;

/// <summary>The application does not start; the message says why and what to do.</summary>
internal sealed class StartException(string message) : Exception(message);
